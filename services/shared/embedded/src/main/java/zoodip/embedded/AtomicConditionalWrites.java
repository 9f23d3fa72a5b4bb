package zoodip.embedded;

import java.util.stream.IntStream;
import org.gaul.s3proxy.PutOptions2;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.domain.Blob;
import org.jclouds.blobstore.domain.BlobMetadata;
import org.jclouds.blobstore.options.GetOptions;
import org.jclouds.blobstore.options.PutOptions;
import org.jclouds.blobstore.util.ForwardingBlobStore;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpResponseException;

/**
 * Makes conditional writes atomic, for writers and readers. S3Proxy looks at the object first and
 * writes it afterwards, so that of two concurrent writers with {@code If-None-Match: *} both can
 * win; here the condition is checked again under a lock of the key. And it takes an object's length
 * before it opens it, so that a reader can get a new object cut to the length of the old one; here
 * it does both under the same lock.
 */
final class AtomicConditionalWrites extends ForwardingBlobStore {
  private static final int LOCKS = 64;
  private static final int PRECONDITION_FAILED = 412;

  private final Object[] locks = IntStream.range(0, LOCKS).mapToObj(i -> new Object()).toArray();

  AtomicConditionalWrites(BlobStore store) {
    super(store);
  }

  @Override
  public String putBlob(String container, Blob blob, PutOptions options) {
    if (!(options instanceof PutOptions2 conditions) || isUnconditional(conditions)) {
      return super.putBlob(container, blob, options);
    }
    String name = blob.getMetadata().getName();
    synchronized (lock(name)) {
      require(conditions, delegate().blobMetadata(container, name));
      return super.putBlob(container, blob, options);
    }
  }

  @Override
  public Blob getBlob(String container, String name) {
    synchronized (lock(name)) {
      return super.getBlob(container, name);
    }
  }

  @Override
  public Blob getBlob(String container, String name, GetOptions options) {
    synchronized (lock(name)) {
      return super.getBlob(container, name, options);
    }
  }

  private Object lock(String name) {
    return locks[Math.floorMod(name.hashCode(), LOCKS)];
  }

  private static boolean isUnconditional(PutOptions2 conditions) {
    return conditions.getIfMatch() == null && conditions.getIfNoneMatch() == null;
  }

  private static void require(PutOptions2 conditions, BlobMetadata now) {
    boolean absentAsWanted = conditions.getIfNoneMatch() == null || now == null;
    boolean sameAsWanted =
        conditions.getIfMatch() == null
            || (now != null && bare(conditions.getIfMatch()).equals(bare(now.getETag())));
    if (!absentAsWanted || !sameAsWanted) {
      throw new HttpResponseException(
          "another writer was faster",
          null,
          HttpResponse.builder().statusCode(PRECONDITION_FAILED).build());
    }
  }

  private static String bare(String etag) {
    return etag.replace("\"", "");
  }
}
