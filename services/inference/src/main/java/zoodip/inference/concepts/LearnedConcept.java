package zoodip.inference.concepts;

import zoodip.diffusion.prompt.TokenEmbedding;

/**
 * A concept, ready to generate images with.
 *
 * @param name tenants/{tenant}/concepts/{concept}
 * @param embedding its vectors under its placeholder
 * @param sha256 of the vectors, in lower-case hex
 */
public record LearnedConcept(String name, TokenEmbedding embedding, String sha256) {
  public String placeholder() {
    return embedding.placeholder();
  }
}
