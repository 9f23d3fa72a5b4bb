/** The fleet in virtual time: GPUs that come and go, slots that take jobs, and the real fold. */
package zoodip.fleet.simulation;
