/** What is used of jstat, which has no types of its own. */
declare module "jstat" {
  const jStat: {
    readonly studentt: {
      /** Quantile function of Student's t. */
      inv(probability: number, degreesOfFreedom: number): number;
    };
  };
  export default jStat;
}
