/** What workers ask of a gateway. */
package zoodip.gateway.workers;
