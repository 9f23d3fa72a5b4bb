/** Random numbers as a function of a run's seed, their purpose, the step and an index. */
package zoodip.zeroth.random;
