/** Traces over processes and Kafka: what belongs to one create, however many workers took part. */
package zoodip.platform.tracing;
