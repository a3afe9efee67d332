/** The version in package.json; part of every result. */
export const VERSION = "0.1.0";
