/** Compiles the record reader into a module that any thread, browser or bundler can import. */

import { writeFileSync } from "node:fs";
import asc from "assemblyscript/asc";

let code;
const { error, stderr } = await asc.main(
  [
    "assembly/records.ts",
    ...["--outFile", "records.wasm", "--runtime", "stub", "-O3", "--noAssert", "--use", "abort="],
    ...["--enable", "simd", "--enable", "bulk-memory"],
  ],
  {
    writeFile(name, bytes) {
      if (name.endsWith(".wasm")) code = bytes;
    },
  },
);
if (error) throw new Error(stderr.toString());
const text = Buffer.from(code).toString("base64");
writeFileSync(
  new URL("../src/trace/record-code.ts", import.meta.url),
  `/** Made by assembly/build.mjs from assembly/records.ts: WebAssembly, as base64. */\nexport const RECORD_CODE =\n  "${text}";\n`,
);
