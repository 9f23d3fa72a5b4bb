/** The files that commands leave. */
package zoodip.cli.files;
