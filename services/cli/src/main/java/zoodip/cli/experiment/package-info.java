/** Experiments: many trainings and their evaluations on a server, as a plan says. */
package zoodip.cli.experiment;
