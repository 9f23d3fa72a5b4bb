/** How many workers there should be: the answers to KEDA, which asks with externalscaler.proto. */
package zoodip.gateway.scaling;
