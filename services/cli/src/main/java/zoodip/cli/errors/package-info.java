/** How a command says that it did not do what it was asked for. */
package zoodip.cli.errors;
