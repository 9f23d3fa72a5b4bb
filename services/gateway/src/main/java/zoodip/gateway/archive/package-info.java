/** What becomes of jobs that have ended: their records get small, and after a while they go. */
package zoodip.gateway.archive;
