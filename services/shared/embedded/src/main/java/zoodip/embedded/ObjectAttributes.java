package zoodip.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.stream.Stream;

/**
 * The extended attributes in which the server keeps each object's MD5. Most ways of copying a
 * folder lose them, and without them no listing succeeds, so they are made again.
 */
final class ObjectAttributes {
  private static final String MD5 = "user.content-md5";
  private static final String WHOLE = "user.whole";

  private ObjectAttributes() {}

  /**
   * Makes those again that are lost. Normally that is one look at the folder, which has an
   * attribute itself: a copy that lost one lost all.
   */
  static void restore(Path objects) {
    try {
      if (!Files.getFileStore(objects).supportsFileAttributeView("user") || has(objects, WHOLE)) {
        return;
      }
      for (Path object : files(objects)) {
        if (!has(object, MD5)) {
          set(object, MD5, md5(object));
        }
      }
      set(objects, WHOLE, new byte[] {1});
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot restore the attributes of objects in " + objects, e);
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  private static boolean has(Path file, String attribute) throws IOException {
    return view(file).list().contains(attribute);
  }

  private static void set(Path file, String attribute, byte[] value) throws IOException {
    int unused = view(file).write(attribute, ByteBuffer.wrap(value));
  }

  private static UserDefinedFileAttributeView view(Path file) {
    return Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
  }

  private static byte[] md5(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("MD5");
      try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
        content.transferTo(OutputStream.nullOutputStream());
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has MD5", e);
    }
  }
}
