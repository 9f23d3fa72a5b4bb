/** What commands are made of, whatever they are about. */
package zoodip.cli.command;
