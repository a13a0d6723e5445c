/**
 * The facade for phones: what an app in Kotlin, Java or Swift calls.
 *
 * <p>Signatures have primitives, strings, byte arrays, and the classes and the listener of this
 * package, so that every bridge between languages carries them; a test holds that.
 *
 * <p>Knows: the engine's api and its session; networks that cost money, batteries, and seconds in
 * the background. Must not know: Android, iOS, any screen.
 *
 * <p>Thread: callers only leave orders; they are carried out on {@code sluice-mobile-work}, and the
 * app's listener is called on {@code sluice-mobile}. Read first: {@link
 * dev.sluice.mobile.MobileClient}.
 */
package dev.sluice.mobile;
