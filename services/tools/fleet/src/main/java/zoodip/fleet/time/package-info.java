/** Time and chance of a simulation: a clock that jumps from event to event, and random numbers. */
package zoodip.fleet.time;
