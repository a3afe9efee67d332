/** Registry profiles by name: the very text that a user can copy into a file and edit. */

import { dal09 } from "./dal09.ts";

export const PROFILES: Readonly<Record<string, string>> = { dal09 };
