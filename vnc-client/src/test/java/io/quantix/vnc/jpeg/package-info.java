/** Tests of JPEG pictures, beside libjpeg-turbo and Java's own JPEG. */
@org.jspecify.annotations.NullMarked
package io.quantix.vnc.jpeg;
