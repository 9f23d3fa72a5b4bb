package zoodip.evaluator.prompts;

/**
 * An image that an evaluation generates.
 *
 * @param prompt index of its prompt
 * @param image counts the images of that prompt from 0
 * @param seed it is generated with
 * @param scored whether it counts for CLIP-I, CLIP-T and DINO
 * @param diverse whether it counts for DINO_inter
 */
public record EvaluationImage(int prompt, int image, long seed, boolean scored, boolean diverse) {

  /** Where it is kept, relative to the evaluation's files. */
  public String file() {
    return "images/%04d-%03d.png".formatted(prompt, image);
  }
}
