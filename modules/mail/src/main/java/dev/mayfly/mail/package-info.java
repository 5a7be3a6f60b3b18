/**
 * A mail server for tests: {@link dev.mayfly.mail.MailContainer}.
 *
 * <pre>{@code
 * class ReceiptTests {
 *   @Container static final MailContainer mail = MailContainer.of();
 *
 *   @Test void a_receipt_is_sent(@Isolated Mailbox buyer) {
 *     new Shop(mail.host(), mail.port()).buy("a book", buyer.mailAddress());
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.mayfly.mail;

import org.jspecify.annotations.NullMarked;
