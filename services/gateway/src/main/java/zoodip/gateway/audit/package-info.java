/** Who did what, kept on a topic of its own. */
package zoodip.gateway.audit;
