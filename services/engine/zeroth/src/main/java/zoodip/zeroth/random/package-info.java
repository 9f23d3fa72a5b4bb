/**
 * Random numbers as a function of a run's seed, their purpose, the step and an index.
 *
 * <p>Philox is written out: the JDK has no counter-based generator, and a library's gaussians may
 * change with its version, which would end every recorded run.
 */
package zoodip.zeroth.random;
