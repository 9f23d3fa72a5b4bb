package zoodip.safetensors.embeddings;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import zoodip.safetensors.ElementType;
import zoodip.safetensors.SafetensorsException;
import zoodip.safetensors.SafetensorsFile;
import zoodip.safetensors.TensorNames;

/**
 * Which tensors of a file hold the vectors, told by their names.
 *
 * @param names of the tensors of each text encoder, in their order
 */
record EncoderTensors(List<List<String>> names) {
  /** Of SDXL: as most programs write it, and as the trainers on Replicate do. */
  private static final List<List<String>> PAIRS =
      List.of(EmbeddingForm.TWO_ENCODERS, List.of("text_encoders_0", "text_encoders_1"));

  /** What programs call the tensor where its name does not name the embedding. */
  private static final Set<String> NAMELESS =
      Set.of("emb_params", "string_to_param.*", "*", "clip_h", "embedding", "embeddings");

  private static final Set<ElementType> WHOLE_NUMBERS =
      EnumSet.of(ElementType.I64, ElementType.I32, ElementType.I16, ElementType.I8);

  static EncoderTensors of(SafetensorsFile file) {
    UnrecognizedTensors.refuse(file);
    Set<String> names = vectors(file);
    for (List<String> pair : PAIRS) {
      if (names.equals(Set.copyOf(pair))) {
        return new EncoderTensors(pair.stream().map(List::of).toList());
      }
    }
    List<String> numbered = numbered(names);
    if (!numbered.isEmpty()) {
      return new EncoderTensors(List.of(numbered));
    }
    UnrecognizedTensors.refuseSeveral(file);
    throw new SafetensorsException(
        file.path(),
        "is not an embedding: it has %s, but an embedding is one tensor (of any name), <name>, <name>_1 and so on with a vector each, or clip_l and clip_g for the two text encoders of SDXL"
            .formatted(names.isEmpty() ? "no tensor" : "the tensors " + TensorNames.few(names)));
  }

  /** The tensors without the ids of tokens and numbers of steps that programs keep beside them. */
  private static Set<String> vectors(SafetensorsFile file) {
    Set<String> vectors =
        file.names().stream()
            .filter(name -> given(name) || !WHOLE_NUMBERS.contains(file.entry(name).type()))
            .collect(Collectors.toCollection(LinkedHashSet::new));
    return vectors.isEmpty() ? file.names() : vectors;
  }

  /** Whether it is a name that programs give, not their users. */
  static boolean given(String name) {
    return NAMELESS.contains(name) || PAIRS.stream().anyMatch(pair -> pair.contains(name));
  }

  /** The text encoder that the only tensor is for, if its name tells. */
  Optional<Integer> encoder() {
    return PAIRS.stream()
        .map(pair -> pair.indexOf(names.get(0).get(0)))
        .filter(encoder -> names.size() == 1 && encoder >= 0)
        .findFirst();
  }

  /** The name that somebody gave the embedding, if tensors are named so. */
  Optional<String> placeholder() {
    return Optional.of(names.get(0).get(0)).filter(name -> !given(name));
  }

  /** One tensor, or as diffusers names the vectors of one placeholder; empty if it is not that. */
  private static List<String> numbered(Set<String> names) {
    return names.stream()
        .min(Comparator.comparingInt(String::length))
        .map(shortest -> withNumbers(shortest, names.size()))
        .filter(wanted -> names.equals(Set.copyOf(wanted)))
        .orElse(List.of());
  }

  private static List<String> withNumbers(String first, int count) {
    List<String> wanted = new ArrayList<>(List.of(first));
    for (int i = 1; i < count; i++) {
      wanted.add(first + "_" + i);
    }
    return wanted;
  }
}
