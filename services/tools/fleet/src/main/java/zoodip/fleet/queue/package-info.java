/** A work queue's topic and share group, as Kafka documents what they do. */
package zoodip.fleet.queue;
