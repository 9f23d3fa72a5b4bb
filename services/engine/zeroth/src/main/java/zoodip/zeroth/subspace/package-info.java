/**
 * The subspace gradient: directions in which theta's recent path hardly moved, taken from the
 * gradient.
 *
 * <p>The symmetric eigen solver is written out: those of libraries differ in their last bits
 * between machines and versions, and a replay must not.
 */
package zoodip.zeroth.subspace;
