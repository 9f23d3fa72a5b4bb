/** What this gateway knows of all jobs: compact, ordered, and up to date with the fold. */
package zoodip.gateway.records;
