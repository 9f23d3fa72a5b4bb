/**
 * The subspace gradient: directions in which theta's recent path hardly moved, taken from the
 * gradient.
 */
package zoodip.zeroth.subspace;
