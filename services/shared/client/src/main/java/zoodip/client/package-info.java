/** A client of the public API, for Java programs: the command line and the demo use it. */
package zoodip.client;
