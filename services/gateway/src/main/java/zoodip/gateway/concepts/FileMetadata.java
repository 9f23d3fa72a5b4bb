package zoodip.gateway.concepts;

import java.util.LinkedHashMap;
import java.util.Map;
import zoodip.platform.prompts.Placeholders;
import zoodip.platform.prompts.WordSyntax;
import zoodip.v1.Concept;

/** What a concept's file tells about itself, for whoever finds it; nothing about its tenant. */
final class FileMetadata {
  private static final String CLASS_WORD = "zoodip.class_word";
  private static final int LONGEST_CLASS_WORD = 64;
  private static final String LIVING = "zoodip.living";

  private final Map<String, String> strings;

  FileMetadata(Map<String, String> strings) {
    this.strings = strings;
  }

  static Map<String, String> of(Concept concept) {
    Map<String, String> strings = new LinkedHashMap<>();
    // what PyTorch's readers look for
    strings.put("format", "pt");
    strings.put("zoodip.placeholder", concept.getPlaceholder());
    strings.put("zoodip.model", concept.getModel());
    strings.put("zoodip.model_digest", concept.getModelDigest());
    strings.put(CLASS_WORD, concept.getClassWord());
    strings.put(LIVING, String.valueOf(concept.getLiving()));
    strings.put("zoodip.steps", String.valueOf(concept.getSteps()));
    strings.put("zoodip.embedding_sha256", concept.getEmbeddingSha256());
    strings.values().removeIf(String::isEmpty);
    return strings;
  }

  /** Empty if the file does not tell, or what it tells cannot be put into a prompt. */
  String classWord() {
    String told = strings.getOrDefault(CLASS_WORD, "").strip();
    boolean usable =
        told.length() <= LONGEST_CLASS_WORD
            && WordSyntax.problem(told).isEmpty()
            && Placeholders.first(told).isEmpty();
    return usable ? told : "";
  }

  boolean living() {
    return Boolean.parseBoolean(strings.get(LIVING));
  }
}
