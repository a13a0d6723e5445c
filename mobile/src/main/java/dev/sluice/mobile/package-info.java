/**
 * The facade for phones: what an app in Kotlin, Java or Swift calls.
 *
 * <p>Signatures have primitives, strings, byte arrays, and the classes and the listener of this
 * package, so that every bridge between languages carries them; a test holds that.
 *
 * <p>Knows: the engine's api and its session; networks that cost money, batteries, and seconds in
 * the background. Must not know: Android, iOS, any screen.
 *
 * <p>Thread: everything happens on one thread, {@code sluice-mobile}; callers only leave orders for
 * it. Read first: {@link dev.sluice.mobile.MobileClient}.
 */
package dev.sluice.mobile;
