package zoodip.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import zoodip.events.v1.SubjectManifest;
import zoodip.platform.names.ResourceName;
import zoodip.platform.storage.ObjectKeys;
import zoodip.platform.storage.Storage;

/** Subjects as earlier gateways, with other rules, have stored them. */
public final class TestSubjects {
  private TestSubjects() {}

  /** Gives a stored subject a class word, whatever it is. */
  public static void setClassWord(Storage storage, String subject, String classWord) {
    String key = ObjectKeys.subjectManifest(ResourceName.parse(subject));
    SubjectManifest.Builder manifest = SubjectManifest.newBuilder();
    try {
      String json = new String(storage.find(key).orElseThrow().content(), UTF_8);
      JsonFormat.parser().merge(json, manifest);
      manifest.getSubjectBuilder().setClassWord(classWord);
      byte[] changed = JsonFormat.printer().print(manifest).getBytes(UTF_8);
      storage.put(key, changed, "application/json");
    } catch (InvalidProtocolBufferException e) {
      throw new AssertionError(e);
    }
  }
}
