package zoodip.inference.generation;

/**
 * How much of a batch is a call's.
 *
 * @param rows at least 1
 */
record BatchShare<C>(C call, int rows) {}
