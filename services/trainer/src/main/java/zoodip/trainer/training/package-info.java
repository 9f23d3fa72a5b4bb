/**
 * Training a concept in memory: sessions know what their next step wants and what its losses make
 * of it; losses come from a model. Nothing here knows of Kafka or the object store.
 */
package zoodip.trainer.training;
