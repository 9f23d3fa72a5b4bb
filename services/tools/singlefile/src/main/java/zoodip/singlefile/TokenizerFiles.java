package zoodip.singlefile;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import zoodip.diffusion.config.ConfigException;

/**
 * The tokenizer of a text encoder. A checkpoint in one file has no vocabulary, and all of them use
 * CLIP's.
 */
final class TokenizerFiles {
  private static final String ONE_FILE = "tokenizer.json";
  private static final String END = "<|endoftext|>";

  private TokenizerFiles() {}

  static void write(JsonFolder folder, TextEncoderDescription encoder, Optional<Path> vocabulary) {
    String target = encoder.tokenizerFolder() + "/";
    if (vocabulary.filter(TokenizerFiles::isOneFile).isPresent()) {
      folder.copy(target + ONE_FILE, () -> open(ONE_FILE, vocabulary));
    } else {
      ClipVocabulary.FILES.forEach(
          name -> folder.copy(target + name, () -> open(name, vocabulary)));
    }
    Map<String, Object> special = new LinkedHashMap<>();
    special.put("bos_token", "<|startoftext|>");
    special.put("eos_token", END);
    special.put("pad_token", encoder.padding());
    special.put("unk_token", END);
    folder.write(target + "special_tokens_map.json", special);
    Map<String, Object> config = new LinkedHashMap<>(special);
    config.put("do_lower_case", true);
    config.put("model_max_length", encoder.tokens());
    config.put("tokenizer_class", "CLIPTokenizer");
    folder.write(target + "tokenizer_config.json", config);
  }

  /** Transformers 5 writes one file for both. */
  private static boolean isOneFile(Path folder) {
    return Files.exists(folder.resolve(ONE_FILE))
        && !Files.exists(folder.resolve(ClipVocabulary.FILES.get(0)));
  }

  private static InputStream open(String name, Optional<Path> vocabulary) throws IOException {
    if (vocabulary.isEmpty()) {
      return ClipVocabulary.open(name);
    }
    Path file = vocabulary.get().resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new ConfigException(
          file,
          "is not there; a CLIP vocabulary is %s, or %s".formatted(ClipVocabulary.FILES, ONE_FILE));
    }
    return Files.newInputStream(file);
  }
}
