/** What every service tells in metrics; docs/TELEMETRY.md has all of them. */
package zoodip.platform.metrics;
