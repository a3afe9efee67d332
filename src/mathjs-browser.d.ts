/** The single-file build of mathjs has no types of its own. */
declare module "mathjs/lib/browser/math.js" {
  const math: typeof import("mathjs");
  export default math;
}
