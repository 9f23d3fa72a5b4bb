/** Where a learned embedding comes from, and deriving it again. */
package zoodip.concepts.provenance;
