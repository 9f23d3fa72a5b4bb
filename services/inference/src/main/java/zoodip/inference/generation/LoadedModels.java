package zoodip.inference.generation;

import java.util.Set;

/**
 * Which models are in memory.
 *
 * @param digests of those that are
 * @param capacity how many there can be
 */
record LoadedModels(Set<String> digests, int capacity) {

  /**
   * Whether the model is there, or can be without taking the place of one that is wanted.
   *
   * @param wanted digests of the models that calls wait for
   */
  boolean canServe(String digest, Set<String> wanted) {
    return digests.contains(digest) || digests.size() < capacity || !wanted.containsAll(digests);
  }
}
