/** The files that commands read and leave. */
package zoodip.cli.files;
