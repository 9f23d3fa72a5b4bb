/** The zoodip command. */
package zoodip.cli;
