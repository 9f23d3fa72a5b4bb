/** {@code zoodip fleet}: fleets of GPUs in virtual time. */
package zoodip.cli.fleet;
