/** Measurements of the engine, each behind one command. */
package zoodip.cli.benchmark;
