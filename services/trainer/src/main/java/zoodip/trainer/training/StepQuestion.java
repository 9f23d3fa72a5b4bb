package zoodip.trainer.training;

import zoodip.trainer.sampling.StepSample;

/**
 * What a session wants to know for its next step: the loss of each candidate, all on one sample.
 *
 * @param step the step that the answer finishes, 1 for the first
 * @param sample photo, caption, timestep and noise, the same for all candidates
 * @param candidates [candidates, d], each the vectors of all text encoders in a row
 */
@SuppressWarnings("ArrayRecordComponent") // handed over once, never compared
public record StepQuestion(long step, StepSample sample, float[][] candidates) {}
