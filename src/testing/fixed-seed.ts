/** Property tests draw the same cases everywhere; PULLSIM_TEST_SEED asks for others. */

import fc from "fast-check";

fc.configureGlobal({ seed: Number(process.env.PULLSIM_TEST_SEED ?? 1) });
