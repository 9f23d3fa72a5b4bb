package zoodip.platform.prompts;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The syntaxes of AUTOMATIC1111's web UI, ComfyUI, InvokeAI (Compel) and dynamic prompts. Earlier
 * ones say more of what they find than later ones that find it too.
 */
final class KnownSyntaxes {
  private static final String CONCEPT = "a concept is written <ID>";
  private static final String ALONE = "write the words alone";
  private static final String SEPARATOR = "[\\s,.;]";

  static final List<Syntax> ALL =
      List.of(
          new Syntax(
              Pattern.compile(
                  "<(?:lora|lyco|lycoris|hypernet)\\s*:[^<>]*>", Pattern.CASE_INSENSITIVE),
              "%s loads a network of another program, which Zoodip does not",
              "leave it out; " + CONCEPT),
          // a digit before the colon is a time, a ratio or a verse, unless what follows has a point
          Syntax.of(
              "\\([^()]*(?:[^\\s\\d()]:\\s*[+-]?\\d{1,2}|:\\s*[+-]?\\d{0,2}\\.\\d+)\\s*(?<!\\\\)\\)",
              "%s weighs words, which Zoodip does not",
              ALONE),
          Syntax.of(
              "\\[[^\\[\\]]*:\\s*\\d*\\.?\\d+\\s*\\]|\\[[^\\[\\]]*\\|[^\\[\\]]*\\]",
              "%s changes the prompt while a picture is drawn, which Zoodip does not",
              "write one of its parts"),
          Syntax.of(
              separate("BREAK"),
              "%s begins another part of a prompt, but a prompt here is one text",
              "leave it out, or write it in small letters if the word is meant"),
          Syntax.of(
              joining(),
              "%s in capitals joins prompts that other programs draw apart, but a prompt here is one text",
              "write it in small letters, or a comma"),
          // behind a colon and the like they are a face
          Syntax.of(
              "(?<![\\\\(:;=])\\(\\s*\\([\\s(]*+[^()]*\\)[\\s)]*|\\{\\s*\\{[^{}]*\\}\\s*\\}",
              "%s stresses words by doubled brackets, which Zoodip does not",
              ALONE + ", or in single parentheses"),
          Syntax.of(
              "(?<!\\\\)\\[++[^\\[\\]]*[\\p{L}\\p{N}{}<>][^\\[\\]]*(?<!\\\\)\\]+",
              "%s weakens words by square brackets, which Zoodip does not",
              ALONE + ", or in parentheses"),
          new Syntax(
              Pattern.compile(
                  "(?<![\\p{L}\\p{N}_])embedding:[^\\s,()<>]+", Pattern.CASE_INSENSITIVE),
              "%s names an embedding as another program does",
              CONCEPT),
          Syntax.of(
              "(?:\\.(?:blend|swap)|(?<=[)\"'])\\s*\\.and)\\s*\\([^()]*\\)?",
              "%s mixes prompts, which Zoodip does not",
              "write one prompt"),
          Syntax.of(
              stressed() + "(?:\\+{2,}|-{2,})(?=[\\s,.;:!?)]|$)",
              "%s weighs words, which Zoodip does not",
              "write the words without the signs behind them"),
          Syntax.of(
              "\\{[^{}]*\\|[^{}]*\\}",
              "%s chooses one of several texts, which Zoodip does not",
              "write one of them"),
          Syntax.of(
              "(?<![\\p{L}\\p{N}_])__[^\\s,_](?:[^\\s,]*?[^\\s,_])?__(?!_)",
              "%s stands for words of a file, which Zoodip does not fill in",
              "write the words themselves"),
          // a number behind < is a size: "<10 cm", "<3"
          Syntax.of(
              "<(?:\\s*|\\s*\\{[^<>]*|\\s+\\p{L}[^<>,;]*|\\p{L}[^<>]*[\\s|][^<>]*)>"
                  + "|<\\p{L}[^\\s<>,;]*+(?=[^<>]*+(?:<|$))",
              "%s names no concept",
              CONCEPT + ", without spaces; leave the angle brackets out if words are meant"));

  private KnownSyntaxes() {}

  /** A word between separators, so neither part of another one nor quoted. */
  private static String separate(String word) {
    return "(?<!" + not(SEPARATOR) + ")" + word + "(?!" + not(SEPARATOR) + ")";
  }

  /** AND with something on both sides, unless these are in capitals too: SALT AND PEPPER. */
  private static String joining() {
    String words = not(SEPARATOR);
    String between = SEPARATOR + "{1,40}";
    String other = "(?<=" + words + between + ")%s(?=" + SEPARATOR + "+" + words + ")";
    String before = "(?<!\\p{Lu}[\"')]?" + between + ")AND";
    String after = "AND(?!" + SEPARATOR + "+[\"'(]?\\p{Lu}(?!\\p{Ll}))";
    return other.formatted("(?:" + before + "|" + after + ")");
  }

  /**
   * What signs behind it weigh; not a single letter, nor the editor: C++ and Notepad++ are names.
   */
  private static String stressed() {
    return "(?:\\([^()]*\\)|\"[^\"]*\"|<[^<>]*>|\\{[^{}]*\\}"
        + "|(?<![\\p{L}\\p{N}_'])(?=\\p{L})(?!(?i:notepad\\+))[\\p{L}\\p{N}_']{2,}+)";
  }

  private static String not(String characters) {
    return characters.replace("[", "[^");
  }
}
