/** The command that makes a result again, as it is written into the result. */

/** Options, with their values, that change where and how fast the work is done and not what comes out. */
const NO_MATTER = new Set([
  ...["--workers", "--results", "--json", "--out", "--html", "--columns"],
  ...[
    "--plan",
    "--memory",
    "--engine",
    "--redis",
    "--queue",
    "--cache",
    "--no-cache",
    "--cache-size",
    "--max-unpack",
  ],
]);

/** `pullsim` and its arguments, quoted for a shell where they must be, without what changes no number. */
export function commandLine(args: readonly string[]): string {
  const kept: string[] = [];
  let matters = true;
  for (const arg of args) {
    if (arg.startsWith("--")) matters = !NO_MATTER.has(arg.split("=", 1)[0]!);
    if (matters) kept.push(arg);
  }
  return ["pullsim", ...kept.map(quoted)].join(" ");
}

function quoted(arg: string): string {
  return /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "'\\''")}'`;
}
