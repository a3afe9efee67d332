/** A Slurm cluster of one host on the loopback, with an authentication of its own. */

import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { freePort, until } from "./until.ts";

/** Whether this machine has Slurm and the right to start it. */
export const slurmIsHere =
  process.getuid?.() === 0 &&
  ["slurmctld", "slurmd", "munged"].every((name) => spawnSync(name, ["-V"]).error === undefined);

export interface Slurm {
  /** For whoever calls sbatch. */
  readonly environment: Readonly<Record<string, string>>;
  stop(): Promise<void>;
}

export async function startSlurm(folder: string): Promise<Slurm> {
  const at = (name: string): string => join(folder, name);
  for (const name of ["state", "spool"]) mkdirSync(at(name));
  mkdirSync(at("munge"), { mode: 0o700 });
  writeFileSync(at("munge/key"), randomBytes(1024), { mode: 0o600 });
  const host = hostname().split(".", 1)[0]!;
  const port = freePort();
  writeFileSync(
    at("slurm.conf"),
    `ClusterName=test
SlurmctldHost=${host}(127.0.0.1)
SlurmUser=root
SlurmctldPort=${port}
SlurmdPort=${port + 1}
AuthType=auth/munge
AuthInfo=socket=${at("munge/socket")}
StateSaveLocation=${at("state")}
SlurmdSpoolDir=${at("spool")}
SlurmctldPidFile=${at("slurmctld.pid")}
SlurmdPidFile=${at("slurmd.pid")}
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=1,batch_sched_delay=0
NodeName=${host} NodeAddr=127.0.0.1 CPUs=2 RealMemory=8000 State=UNKNOWN
PartitionName=main Nodes=${host} Default=YES State=UP
`,
  );
  const environment = { SLURM_CONF: at("slurm.conf") };
  const files = (...names: string[]) =>
    names.map((name) => `--${name}-file=${at("munge")}/${name}`);
  const daemons = [
    spawn("munged", [
      "-F",
      // Its folders lie below a temporary one, which is for nobody else.
      "--force",
      `--socket=${at("munge/socket")}`,
      ...files("key", "pid", "log", "seed"),
    ]),
  ];
  const ask = (command: string, ...args: string[]): string =>
    spawnSync(command, args, { env: { ...process.env, ...environment }, encoding: "utf8" }).stdout;
  await until("munge", () => ask("munge", "-n", "-S", at("munge/socket")).startsWith("MUNGE"));
  for (const name of ["slurmctld", "slurmd"]) {
    daemons.push(spawn(name, ["-D"], { env: { ...process.env, ...environment } }));
  }
  await until("an idle node", () => ask("sinfo", "-h", "-o", "%T").trim() === "idle");
  return {
    environment,
    stop: async () => {
      for (const daemon of daemons.reverse()) {
        daemon.kill();
        if (daemon.exitCode === null) await once(daemon, "exit");
      }
    },
  };
}
