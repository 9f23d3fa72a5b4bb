/** The embeddings of concepts, as the object store keeps them. */
package zoodip.concepts.embeddings;
