/**
 * Dense linear algebra of one fixed order: libraries differ in their last bits between machines and
 * versions, and a replay must not.
 */
package zoodip.zeroth.linear;
