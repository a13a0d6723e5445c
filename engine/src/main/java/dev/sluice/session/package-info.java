package dev.sluice.session;
