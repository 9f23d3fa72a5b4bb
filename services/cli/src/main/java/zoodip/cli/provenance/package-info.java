/** Tells whether images were generated. */
package zoodip.cli.provenance;
