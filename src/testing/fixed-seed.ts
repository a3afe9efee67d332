/**
 * Property tests draw the same cases everywhere; PULLSIM_TEST_SEED asks for others. Arrays are a
 * hundred elements long where a test allows it, for fast-check's own default is about ten.
 */

import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.PULLSIM_TEST_SEED ?? 1), baseSize: "medium" });
