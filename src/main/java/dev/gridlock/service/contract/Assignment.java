package dev.gridlock.service.contract;

/** A truck and the route that it was given. */
public record Assignment(int truckId, Route route) {}
