package zoodip.local.client;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class SubjectUploadTest {
  @Test
  void aFolderNameBecomesTheNearestResourceId() {
    assertEquals("mug-01", SubjectUpload.id("mug-01"));
    assertEquals("my-dog-2", SubjectUpload.id("My Dog_(2)"));
    assertEquals("subject", SubjectUpload.id("___"));
    assertEquals(63, SubjectUpload.id("x".repeat(80)).length());
  }
}
