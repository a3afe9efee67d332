/** `pullsim cell`: runs cells of a planned sweep, on whatever machine, and keeps them with the others. */

import { Command } from "@commander-js/extra-typings";
import { PullsimError } from "../errors.ts";
import { plural } from "../report/quantity-words.ts";
import { cellNumbers } from "../sweep/cell-numbers.ts";
import { CellStore } from "../sweep/cell-store.ts";
import { describeCell } from "../sweep/grid.ts";
import { orderedCells, readPlan } from "../sweep/saved-plan.ts";
import { sweepOnThreads } from "../sweep/sweep-on-threads.ts";
import { planTasks } from "../sweep/tasks.ts";
import { positive } from "./option-values.ts";

export const cell = new Command("cell")
  .description(
    "Runs cells of the sweep that pullsim sweep --plan has numbered, and renames each finished " +
      "result into the results folder, which all machines share. A cell that is there already is " +
      "not run again. Without a number, the index of the job array is taken: " +
      "SLURM_ARRAY_TASK_ID, AWS_BATCH_JOB_ARRAY_INDEX or JOB_COMPLETION_INDEX.",
  )
  .argument("[number...]", "of the cells: 17, or 0-8; cells of one trace share its reading")
  .option("--results <folder>", "where the plan is, and finished cells are kept", "pullsim-results")
  .option("--workers <n>", "threads", positive, 1)
  .addHelpText(
    "after",
    `
Exit code: 0 fine, 1 a cell failed, 2 wrong usage, 130 stopped by Ctrl-C.

Examples:
  pullsim sweep profile:dal09 profile:syd01 --results cells --plan
  pullsim cell 17 --results cells
  pullsim cell 0-8 20 --results cells
  JOB_COMPLETION_INDEX=3 pullsim cell --results cells
  pullsim sweep --collect --results cells`,
  )
  .action(async (numbers, { results, workers }) => {
    const saved = readPlan(results);
    const store = new CellStore(results);
    store.checkWritable();
    const asked = cellNumbers(numbers, saved.cells.length, process.env);
    const toDo = asked.map((n) => saved.cells[n]!).filter((cell) => !store.read(cell));
    let failed = 0;
    // A trace of which nothing is asked for need not be on this machine.
    for (const path of new Set(toDo.map((cell) => cell.path))) {
      const keys = toDo.filter((cell) => cell.path === path).map(({ key }) => key);
      const { grid, cells } = await orderedCells({ path, options: saved.options, keys });
      const failures = await sweepOnThreads(grid, planTasks(cells), { workers }, (cell, result) =>
        store.write(cell, result),
      );
      for (const { cell, problem } of failures) {
        console.error(`pullsim: ${describeCell(grid, cell)}: ${problem}`);
      }
      failed += failures.length;
    }
    if (failed > 0)
      throw new PullsimError("CELLS", `${failed} of ${plural(asked.length, "cell")} failed`);
  });
